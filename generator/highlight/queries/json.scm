; npm's query names the keys before the strings, and the last one counts.
(pair key: (_) @property)
