; What npm's query leaves out or gets wrong.

; A property is a name like any other; keys of an object and calls stand out.
(member_expression property: (property_identifier) @none)
(call_expression function: (member_expression property: (property_identifier) @function.method))
(pair key: (property_identifier) @property)
(pair key: (string) @property)
(template_substitution) @none
(template_substitution ["${" "}"] @none)
(jsx_opening_element name: (_) @tag)
(jsx_closing_element name: (_) @tag)
(jsx_self_closing_element name: (_) @tag)
(jsx_attribute (property_identifier) @attribute)
(class_declaration name: (identifier) @type)
[(null) (undefined)] @constant
(regex "/" @string)
