/**
 * From a quantised network to a program; {@link org.lexicore.compiler.map.Mapper} is the list of the passes.
 *
 * <pre>
 *   UnfusePools          pools that exceed an accumulator bank become layers
 *   ChooseWeights        indices or int8, with the reason where codewords have to be expanded
 *   ChooseLayouts        channels a plane of each tensor
 *   PlanLayer            tiles, cut of the reduction, order of the loops: the cheapest by CostModel
 *   ChooseStreams        weights that are a tensor: loaded as it lies, or rewritten by the host
 *   OrderSteps           layers and host steps in turns, as few runs as can be
 *   PlaceTensors         addresses in DRAM
 *   BuildStages          for each run:
 *     EmitLayer            instructions in an order in which they could run one by one, with what each needs
 *     ScheduleInstructions the order of fetch, and the tokens
 *     FreshenWaits         tokens in 16 bits
 *     CheckFields, DeadlockCheck
 * </pre>
 *
 * <p>On-chip memories are rings ({@link org.lexicore.compiler.map.Ring}) that remember what lies where: what a compute or drain reads is
 * loaded unless it is there. So replay, reuse of rows and running ahead follow from space alone, and what a new region overwrites
 * says for which reader its writer waits.
 */
package org.lexicore.compiler.map;
