/** An object that is there already, and all that it is to be. */
export interface Changed<Input> {
  id: number;
  input: Input;
}
