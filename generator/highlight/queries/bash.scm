; What npm's query leaves out or gets wrong.

(command_name) @function
((command_name) @keyword
 (#any-of? @keyword "return" "exit" "break" "continue" "source" "exec" "trap" "set" "shift" "eval"))
["local" "declare" "readonly" "typeset" "export"] @keyword

(simple_expansion) @reference
(simple_expansion "$" @reference)
(simple_expansion (variable_name) @reference)
(expansion ["${" "}"] @reference)
(expansion (variable_name) @reference)
(variable_assignment name: (variable_name) @reference)
(for_statement variable: (variable_name) @reference)
(special_variable_name) @reference

[(ansi_c_string) (translated_string) (heredoc_end) (regex)] @string
(number) @number
["&&" "||" "|" "|&" "&" ">" ">>" "<" ">&" "<&" "&>" "&>>" ">|" "<<" "<<-" "<<<"] @operator
(file_descriptor) @operator
(test_operator) @operator
