package org.lexicore.compiler.map;

/** Something that a user should know about how a layer is run, with the reason. */
public record MappingNote(String layer, String text) {}
