/// What comes of a failure when everything at hand is looked at: the log, the project's files at
/// the commit that failed, git, the worlds, and rehearsals on a throw-away server.
@NullMarked
package dev.migrationsentry.diagnosis;

import org.jspecify.annotations.NullMarked;
