package org.lexicore.simulator;

import org.lexicore.model.instruction.Instruction;

/**
 * An instruction on its way.
 *
 * @param number its place in the program
 * @param layer what it works for
 */
record Queued(Instruction instruction, int number, int layer) {}
