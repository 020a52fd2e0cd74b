package dev.migrationsentry.builtin;

/// A way to index a type (`pg_opclass`).
///
/// @param accessMethod the index access method: `btree`, `hash`, `gin`, …
/// @param name its name, as `text_pattern_ops`
/// @param type key of the type that it indexes
/// @param family name of the operator family that it belongs to
/// @param isDefault whether it is used when an index names none
public record OperatorClass(
    String accessMethod, String name, String type, String family, boolean isDefault) {}
