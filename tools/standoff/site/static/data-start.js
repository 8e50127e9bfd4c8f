// Where the data files put what they bring.
"use strict";
var STANDOFF = {};
