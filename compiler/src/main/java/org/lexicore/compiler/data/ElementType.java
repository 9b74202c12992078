package org.lexicore.compiler.data;

/** Element types of numeric files, all little-endian in memory. */
public enum ElementType {
  U8(1), I8(1), U16(2), I16(2), I32(4), I64(8), F16(2), F32(4), F64(8);

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes per element. */
  public int bytes() {
    return bytes;
  }

  /** Whether elements are floating-point numbers. */
  public boolean floating() {
    return this == F16 || this == F32 || this == F64;
  }
}
