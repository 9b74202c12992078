package org.lexicore.model.instruction;

/** The units that run instructions, each in its own order; the ordinal is the code in bits 1:0 of an instruction. */
public enum Unit {
  LOAD,
  COMPUTE,
  DRAIN,
  STORE
}
