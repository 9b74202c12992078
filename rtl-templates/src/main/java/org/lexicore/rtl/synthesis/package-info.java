/** What the Verilog of an accelerator becomes: cells, their area and their delays, as Yosys and OpenSTA say. */
package org.lexicore.rtl.synthesis;
