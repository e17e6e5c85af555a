; What npm's query leaves out or gets wrong.
