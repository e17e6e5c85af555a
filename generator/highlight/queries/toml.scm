; What npm's query leaves out or gets wrong. It paints whole pairs as it should paint their keys.
(pair) @none
(pair (bare_key) @property)
(pair (quoted_key) @property)
(dotted_key (bare_key) @property)
(dotted_key (quoted_key) @property)
(table [(bare_key) (quoted_key)] @heading)
(table (dotted_key) @heading)
(table (dotted_key [(bare_key) (quoted_key)] @heading))
(table_array_element [(bare_key) (quoted_key)] @heading)
(table_array_element (dotted_key) @heading)
(table_array_element (dotted_key [(bare_key) (quoted_key)] @heading))
[(offset_date_time) (local_date_time) (local_date) (local_time)] @number
