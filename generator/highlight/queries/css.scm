; What npm's query leaves out or gets wrong.
(class_name) @type
(id_name) @type
(pseudo_class_selector (class_name) @attribute)
(color_value) @number
(unit) @number
(feature_name) @property
((property_name) @reference (#match? @reference "^--"))
((plain_value) @reference (#match? @reference "^--"))
(color_value "#" @number)
