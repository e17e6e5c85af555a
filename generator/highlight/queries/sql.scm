; What npm's query leaves out or gets wrong. It asks for numbers in Lua's patterns, which no regular expression is.
((literal) @number
 (#match? @number "^[-+]?[0-9.]"))
[(keyword_true) (keyword_false) (keyword_null)] @constant
(field name: (identifier) @none)
(column_definition name: (identifier) @property)
[(keyword_asc) (keyword_desc) (keyword_default) (keyword_nulls) (keyword_first) (keyword_last) (keyword_generated) (keyword_always)] @keyword
