package org.lexicore.compiler.execute;

/**
 * How close a network's outputs are to the float network's.
 *
 * @param samples number of samples compared
 * @param cosine mean over the samples of the cosine between the two outputs; 1 is equal
 * @param worstCosine the smallest of them
 * @param largestDifference largest absolute difference of any element
 * @param rootMeanSquare of the differences, over the root mean square of the float outputs
 */
public record Fidelity(int samples, double cosine, double worstCosine, double largestDifference, double rootMeanSquare) {}
