package org.lexicore.reports;

/**
 * How often the network is right.
 *
 * @param top1 fraction of the samples, 0 to 1, by the quantised network
 * @param floatTop1 the same by the float network it came from
 */
public record Accuracy(int samples, double top1, double floatTop1) {}
