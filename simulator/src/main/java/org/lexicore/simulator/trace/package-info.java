/** What happens at the ports, cycle by cycle: told to a {@link org.lexicore.simulator.trace.TraceSink}, written as {@code docs/trace-format.md} says. */
package org.lexicore.simulator.trace;
