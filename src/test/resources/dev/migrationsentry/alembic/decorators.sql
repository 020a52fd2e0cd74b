CREATE TABLE things (id SERIAL NOT NULL, name VARCHAR(40), label VARCHAR(20), document TEXT, key UUID, key_class UUID, text VARCHAR(12), place POINT, PRIMARY KEY (id));
INSERT INTO things (id, document) VALUES (1, '{"a": [1, null]}');
UPDATE things SET document='{"b": true}';
ALTER TABLE things ADD COLUMN more VARCHAR(3)[];
ALTER TABLE things ALTER COLUMN name TYPE VARCHAR(80);
CREATE INDEX ix_things ON things (name, label DESC);
