package dev.migrationsentry.deploys;

import java.time.Instant;
import java.util.Map;

/// A migration that was edited again and again in a short time.
///
/// @param migration its id
/// @param path its file, relative to the repository's root
/// @param edits how many commits changed it
/// @param authors how many of them each author made, those with most first
/// @param first when the first of these commits was made
/// @param last when the last one was
/// @param lastCommit the last one
public record EditBurst(
    String migration,
    String path,
    int edits,
    Map<String, Integer> authors,
    Instant first,
    Instant last,
    String lastCommit) {}
