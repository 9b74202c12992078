/** What the hardware reads from DRAM, byte for byte: index streams, plain weight streams, parameters, codebooks. */
package org.lexicore.compiler.encode;
