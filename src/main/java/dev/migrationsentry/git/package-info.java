/// Files of a project as git knows them: at a commit, on a branch, and after a merge. Loaded only
/// when something of git is asked for.
@NullMarked
package dev.migrationsentry.git;

import org.jspecify.annotations.NullMarked;
