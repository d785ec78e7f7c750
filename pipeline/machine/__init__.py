"""The machine: files that are whole at every moment, folders, processes, memory, what is kept."""
