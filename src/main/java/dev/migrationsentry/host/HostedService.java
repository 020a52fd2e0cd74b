package dev.migrationsentry.host;

import org.jspecify.annotations.Nullable;

/// A service that a host deploys.
///
/// @param id what the host calls it
/// @param name what people call it
/// @param branch the branch that it is deployed from, or null when the host does not say
/// @param owner whom it belongs to, as the host calls them; empty when the host does not say
public record HostedService(String id, String name, @Nullable String branch, String owner) {}
