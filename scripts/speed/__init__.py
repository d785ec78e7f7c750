"""Time and memory beside the peers, on one input in one run: `make speed SOURCE=path`.

measure   a command or a function: wall and processor time, peak memory     scripts.speed.measure
inputs    what every program is given, made from the source                 scripts.speed.inputs
setting   the PDFs of WeasyPrint alone and of Typst                         scripts.speed.setting
whole     whole processes: the editions, and what is waited for             scripts.speed.whole
warm      the stages in one process that is warm, beside ftfy, WeasyPrint   scripts.speed.warm
growth    the text 1, 10, 100 times over; 50, 200, 800 pages                scripts.speed.growth
machine   what it was measured on, and with which versions                  scripts.speed.machine
report    tables, docs/speed.md                                             scripts.speed.report
plot      curves and bars, docs/speed.svg                                   scripts.speed.plot

The process that measures imports nothing heavy: the memory of a program that is started counts from
that of whoever starts it. What needs the pipeline or a library runs in a process of its own.
"""
