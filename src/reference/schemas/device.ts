/** A custom resource type with every attribute type and characteristic of RFC 7643. */
import type { SchemaDefinition } from "../types.ts";
import { attribute as a, plural } from "./define.ts";

export const DEVICE: SchemaDefinition = {
  id: "urn:example:params:scim:schemas:core:2.0:Device",
  name: "Device",
  description: "A managed device, with one attribute for each type and characteristic",
  attributes: [
    a("displayName", "string", "The name of the device.", { required: true, returned: "always" }),
    a("serialNumber", "string", "Serial number, unique in this service.", { caseExact: true, uniqueness: "server" }),
    a("assetTag", "string", "Tag, unique everywhere.", { caseExact: true, uniqueness: "global" }),
    a("hardwareId", "string", "Set once and never changed.", { caseExact: true, mutability: "immutable" }),
    a("firmware", "string", "Version that the service has seen on the device.", { mutability: "readOnly" }),
    a("unlockCode", "string", "Kept, never shown.", { mutability: "writeOnly", returned: "never" }),
    a("remarks", "string", "Shown only on request.", { returned: "request" }),
    a("model", "string", "Model name, compared without case."),
    a("enabled", "boolean", "Whether the device may be used."),
    a("weight", "decimal", "Weight in kilograms."),
    a("ports", "integer", "Number of ports."),
    a("manufactured", "dateTime", "When the device was made."),
    a("certificate", "binary", "The certificate of the device, DER, base64."),
    a("manual", "reference", "Where the manual is.", { referenceTypes: ["external"] }),
    a("tags", "string", "Free labels.", { multiValued: true }),
    plural("interfaces", "Network interfaces.", ["ethernet", "wifi", "serial"], a("value", "string", "Hardware address.", { caseExact: true })),
    a("site", "complex", "Where the device stands.", {
      subAttributes: [
        a("building", "string", "The building.", { returned: "always" }),
        a("floor", "integer", "The floor."),
        a("since", "dateTime", "Since when."),
        a("code", "string", "Given by the service.", { mutability: "readOnly" }),
      ],
    }),
  ],
};

export const INVENTORY: SchemaDefinition = {
  id: "urn:example:params:scim:schemas:extension:inventory:2.0:Device",
  name: "Inventory",
  description: "Where the device is kept",
  attributes: [
    a("warehouse", "string", "The warehouse."),
    a("quantity", "integer", "How many are in stock."),
    a("price", "decimal", "Price of one."),
  ],
};

export const WARRANTY: SchemaDefinition = {
  id: "urn:example:params:scim:schemas:extension:warranty:2.0:Device",
  name: "Warranty",
  description: "Who repairs the device",
  attributes: [a("provider", "string", "Who repairs it."), a("until", "dateTime", "Until when.")],
};
