/** Which other accelerators would be faster, found by timing the network on them. */
package org.lexicore.cli.advice;
