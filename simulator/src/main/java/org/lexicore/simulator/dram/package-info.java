/**
 * DRAM to the command: {@link org.lexicore.simulator.dram.DramSystem} is the channels behind an address map, {@link
 * org.lexicore.simulator.dram.Controller} one channel's controller, {@link org.lexicore.simulator.dram.Device} what hangs at
 * it. All of it jumps from command to command; cycles are those of the command clock.
 */
package org.lexicore.simulator.dram;
