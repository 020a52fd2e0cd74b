/// Hosts that deploy services, such as Render: what they deployed, how it went and what it logged.
@NullMarked
package dev.migrationsentry.host;

import org.jspecify.annotations.NullMarked;
