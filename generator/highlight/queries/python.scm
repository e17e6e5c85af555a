; What npm's query leaves out or gets wrong.

; An attribute is a name like any other; only a call stands out.
(attribute attribute: (identifier) @none)
(call function: (attribute attribute: (identifier) @function.method))
(class_definition name: (identifier) @type)
["and" "in" "is" "not" "or" "is not" "not in"] @keyword
(interpolation) @none
(interpolation ["{" "}"] @none)
(type_conversion) @none
(format_specifier) @none
