/** From a quantised network to a program: layouts, tiles, streams, addresses, tokens, order of fetch. */
package org.lexicore.compiler.map;
