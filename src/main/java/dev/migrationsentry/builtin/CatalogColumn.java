package dev.migrationsentry.builtin;

/// A named value with a type: a column of a relation, an attribute of a composite type, or an
/// output parameter of a function.
///
/// @param name the name, empty for an output parameter without one
/// @param type the type's key, see [CatalogType#name()]
public record CatalogColumn(String name, String type) {}
