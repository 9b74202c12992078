/** Seeded networks and accelerators for tests and campaigns: small, and full of corner cases. */
package org.lexicore.compiler.random;
