/** The accelerator as Verilog: a library of parametrised modules, and templates for what parameters cannot say. */
package org.lexicore.rtl;
