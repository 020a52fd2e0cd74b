/// What the deploys of a service come to: what serves, what failed since, what waits and why.
@NullMarked
package dev.migrationsentry.deploys;

import org.jspecify.annotations.NullMarked;
