create extension nope;
create extension "Foo-bar";
