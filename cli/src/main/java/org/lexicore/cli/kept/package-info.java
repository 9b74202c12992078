/**
 * What is kept from run to run because it takes long to make: any value made of records, under the hash of all that determines it. Nothing here
 * changes a result; what cannot be read, or written, is made anew.
 */
package org.lexicore.cli.kept;
