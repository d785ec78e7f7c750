"""A whole library: each book built by itself, through Dask's distributed scheduler.

shelf       LIST or FOLDER -> the books on it, each with a name of its own
cluster     a local cluster, or one that is there
run         books -> tasks -> what became of each; only some wait at the scheduler at a time
task        on a worker: fetch a book, have it built, put its results in place
keepers     the processes beside a worker in which books are built, one at a time in each
keeper      such a process: forks itself for each book, and ends what takes too long or too much
building    in the fork: the build
results     the results of a book in their place, with a record of what they were made from
summary     what became of all books: a table, and a page with plots
"""
