package dev.migrationsentry.migration;

/// The habits of the program that runs a history.
///
/// @param name the name for `--framework` and for output, such as `flyway`
/// @param title the name as its makers write it, for sentences
/// @param order by what it sorts
/// @param transaction what it puts around a migration that asks for nothing else
/// @param assumed whether the program is not known and the habits are the usual ones of such a
///   layout
/// @param optOut how a migration asks to run outside of a transaction, as a sentence part that
///   follows "to run it outside of a transaction, " (`write "-- +goose NO TRANSACTION" at the top
///   of the file`); where there is no such way it says so
/// @param reset what the runner undoes between two migrations
public record Runner(
    String name,
    String title,
    OrderBy order,
    TransactionMode transaction,
    boolean assumed,
    String optOut,
    ConnectionReset reset) {}
