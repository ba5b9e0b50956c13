/** Names given to women born before 1985, the most common first. */
export const CLASSIC_FEMALE_NAMES = `
Maria, Anna, Giuseppina, Rosa, Angela, Giovanna, Teresa, Lucia, Carmela, Caterina, Francesca, Anna Maria, Antonietta, Carla,
Elena, Concetta, Rita, Margherita, Franca, Paola, Laura, Silvia, Roberta, Daniela, Patrizia, Antonella, Barbara, Cristina,
Monica, Stefania, Alessandra, Simona, Sabrina, Claudia, Federica, Elisabetta, Luisa, Maria Teresa, Rosanna, Bruna, Graziella,
Vincenza, Raffaella, Giuliana, Loredana, Emanuela, Nadia, Tiziana, Donatella, Lorella, Manuela, Michela, Mirella, Maria Grazia,
Maria Luisa, Maria Rosa, Anna Rita, Rosa Maria, Maria Pia, Ornella, Gabriella, Grazia, Lidia, Olga, Ida, Ada, Emma, Elsa, Irma,
Agnese, Assunta, Filomena, Immacolata, Domenica, Santa, Agata, Rosalia, Pina, Ivana, Wanda, Piera, Adriana, Milena, Marisa,
Morena, Katia, Debora, Samantha, Cinzia, Ilaria, Valentina
`
  .trim()
  .split(/,\s+/);

/** Names given to girls born from 1985 on, the most common first. */
export const RECENT_FEMALE_NAMES = `
Giulia, Sofia, Aurora, Martina, Chiara, Sara, Giorgia, Alice, Francesca, Ginevra, Emma, Beatrice, Anna, Greta, Vittoria, Matilde,
Elena, Camilla, Gaia, Noemi, Arianna, Elisa, Ludovica, Nicole, Bianca, Mia, Chloe, Azzurra, Eleonora, Federica, Valentina, Silvia,
Alessia, Ilaria, Marta, Irene, Serena, Veronica, Jessica, Rebecca, Miriam, Asia, Viola, Margherita, Lucia, Carlotta, Benedetta,
Cecilia, Gioia, Isabel, Melissa, Michela, Erica, Claudia, Debora, Roberta, Maria Sole, Maria Vittoria, Anna Chiara, Emily, Diana,
Angelica, Caterina, Rachele, Sveva, Lavinia, Agnese, Adele, Linda, Gloria, Cloé, Luna, Celeste, Stella, Amelia, Nina, Eva, Zoe
`
  .trim()
  .split(/,\s+/);
