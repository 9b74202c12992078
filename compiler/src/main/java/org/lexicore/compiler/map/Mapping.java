package org.lexicore.compiler.map;

import org.lexicore.model.program.Program;

/**
 * A program, and how it came about.
 *
 * @param after what the codebook store holds when the program has run
 */
public record Mapping(Program program, MappingReport report, StoreContent after) {}
