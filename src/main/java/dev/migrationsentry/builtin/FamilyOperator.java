package dev.migrationsentry.builtin;

/// An operator that an index can serve (`pg_amop`).
///
/// @param accessMethod the index access method
/// @param family name of the operator family, unique within the access method
/// @param left key of the left operand's type
/// @param right key of the right operand's type
/// @param strategy what it means to the access method; for `btree` 1 to 5 are `<`, `<=`, `=`, `>=`,
///   `>`, for `hash` 1 is `=`
/// @param symbol the operator
/// @param ordering whether it serves `ORDER BY` (and not `WHERE`)
public record FamilyOperator(
    String accessMethod,
    String family,
    String left,
    String right,
    int strategy,
    String symbol,
    boolean ordering) {}
