; What npm's queries leave out or get wrong.
(member_expression property: (property_identifier) @none)
(call_expression function: (member_expression property: (property_identifier) @function.method))
(pair key: (property_identifier) @property)
(pair key: (string) @property)
(property_signature name: (property_identifier) @property)
(template_substitution) @none
(template_substitution ["${" "}"] @none)
(regex "/" @string)
