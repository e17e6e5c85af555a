; What npm's queries leave out or get wrong.
(char_literal) @string
[(true) (false)] @constant
(field_expression field: (field_identifier) @none)
(call_expression function: (field_expression field: (field_identifier) @function))
(preproc_def name: (identifier) @constant)
(auto) @keyword
(placeholder_type_specifier (auto) @keyword)
["goto" "static_assert" "operator" "decltype" "using"] @keyword
