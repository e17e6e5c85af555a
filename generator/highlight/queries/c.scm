; What npm's query leaves out or gets wrong.
(char_literal) @string
[(true) (false)] @constant
(field_expression field: (field_identifier) @none)
(call_expression function: (field_expression field: (field_identifier) @function))
(preproc_def name: (identifier) @constant)
["goto" "register"] @keyword
