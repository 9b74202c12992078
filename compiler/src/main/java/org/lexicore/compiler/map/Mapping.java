package org.lexicore.compiler.map;

import org.lexicore.model.program.Program;

/** A program, and how it came about. */
public record Mapping(Program program, MappingReport report) {}
