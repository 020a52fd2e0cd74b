/// The status of a database over HTTP, for probes, dashboards and browsers.
@NullMarked
package dev.migrationsentry.web;

import org.jspecify.annotations.NullMarked;
