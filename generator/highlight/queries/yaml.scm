; What npm's query leaves out or gets wrong.
(block_mapping_pair key: (flow_node (plain_scalar [(boolean_scalar) (null_scalar) (integer_scalar) (float_scalar)] @property)))
(block_scalar) @string
