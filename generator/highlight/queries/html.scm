; What npm's query leaves out or gets wrong.
(doctype) @keyword
(quoted_attribute_value) @string
(script_element (raw_text) @inset.javascript)
(style_element (raw_text) @inset.css)
