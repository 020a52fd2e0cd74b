/// How a project is deployed: files of hosts and the shell scripts that they call, read and judged.
@NullMarked
package dev.migrationsentry.platform;

import org.jspecify.annotations.NullMarked;
