/** Everything a door needs to ask for values and to take them. */
export { fieldsOf, isHidden, isList, isOneLine, type Field, type FieldOption, type FormOwner } from "./fields.ts";
export { valuesFromForm, type FormBody } from "./form-values.ts";
export { checkForm } from "./check-form.ts";
