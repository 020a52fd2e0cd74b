package dev.migrationsentry.migration;

import java.time.Instant;

/// A version of a file that git knows.
///
/// @param commit the full name of the commit that brought it in
/// @param author the name of that commit's author
/// @param date when it was written
/// @param subject the first line of the commit's message
/// @param path the file's path then, relative to the checked folder
/// @param content its bytes. Arrays compare by identity here; nobody compares past versions
@SuppressWarnings("ArrayRecordComponent")
public record PastVersion(
    String commit, String author, Instant date, String subject, String path, byte[] content) {}
