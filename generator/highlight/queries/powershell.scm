; What npm's query leaves out or gets wrong.
[(expandable_string_literal) (verbatim_string_characters) (expandable_here_string_literal) (verbatim_here_string_characters)] @string
(variable) @reference
((variable) @constant
 (#match? @constant "(?i)^[$](true|false|null)$"))
(command_parameter) @constant
(command_name) @function
(sub_expression) @none
["|" ">" ">>"] @operator
